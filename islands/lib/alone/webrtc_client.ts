// What /static/webrtc-client.js exports; its types are in static/webrtc-client.d.ts.
export { WebRTCClient } from "../webrtc_client.ts";
