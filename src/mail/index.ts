export { captureTransport } from "./capture.ts";
export { sendmailTransport } from "./sendmail.ts";
export { smtpTransport } from "./smtp.ts";
