// What /static/signaling-client.js exports; its types are in static/signaling-client.d.ts.
export { SignalingClient } from "../signaling_client.ts";
