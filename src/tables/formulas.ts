/**
 * Spreadsheets compute what begins with one of these, and a stranger chose the value (OWASP, CSV injection). An apostrophe
 * before it makes it text; the wide forms are taken for the plain ones by some.
 */
const dangerous = /^[=+\-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20]/;
const guarded = /^'[=+\-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20]/;

export const guard = (value: string): string => (dangerous.test(value) ? `'${value}` : value);
export const unguarded = (value: string): string => (guarded.test(value) ? value.slice(1) : value);
