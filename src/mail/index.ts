export { captureTransport } from "./capture.ts";
export { smtpTransport } from "./smtp.ts";
