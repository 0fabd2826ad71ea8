/** `.ci/run` asks for everything; a person at work gets an answer within five minutes. */
export const inFull = process.env["BROADSHEET_EVERY_POINT"] === "1";

/** How many cases of a property are tried: half as many for a person at work. */
export const cases = (full: number): number => (inFull ? full : Math.ceil(full / 2));
