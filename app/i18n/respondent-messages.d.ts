// Made by scripts/trim-messages.mjs at build time.
declare module "*.json?respondent" {
  const messages: import("./translator.ts").Messages;
  export default messages;
}

declare module "*.json?staff" {
  const messages: import("./translator.ts").Messages;
  export default messages;
}
