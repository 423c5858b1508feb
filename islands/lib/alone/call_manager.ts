// What /static/call-manager.js exports; its types are in static/call-manager.d.ts.
export { CallManager } from "../call_manager.ts";
export { QualityReporter } from "../quality_reporter.ts";
