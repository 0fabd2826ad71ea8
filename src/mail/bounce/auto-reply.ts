import type { Head } from "./head.ts";
import { first } from "./head.ts";
import type { OpenedMail } from "./opened-mail.ts";

const openings =
  /^(?:auto(?:matic|mated)?[- _]?(?:reply|response|answer)\b|auto(?:reply|: )|auto:|out of (?:the )?office|out-of-office|away from|on (?:vacation|holiday|leave)\b|vacation\b|abwesen|automatische antwort|abwesenheits|r[eé]ponse automatique|absence|absent du|respuesta autom[aá]tica|fuera de la oficina|risposta automatica|fuori (?:sede|ufficio)|resposta autom[aá]tica|automatisch antwoord|afwezig|automatiskt svar|autosvar|automaattinen vastaus|automatyczna odpowied|автоответ|автоматический ответ|otomatik yan[iı]t|自動応答|自动答复|자동 회신)/iu;
const challenges =
  /\b(?:please confirm|confirm (?:that you|your (?:message|e-?mail))|verify (?:that you|your (?:message|e-?mail|address))|challenge|sender verification|spam ?arrest|boxbe|needs? (?:your )?(?:verification|confirmation)|awaiting (?:approval|authori[sz]ation))\b/iu;

/** What machines answer by themselves (RFC 3834 §2), and what older ones wrote before there was a rule for it. */
export function isAutoReply({ head, subject }: OpenedMail): boolean {
  const submitted = first(head, "auto-submitted").toLowerCase();
  if (submitted !== "" && !submitted.startsWith("no")) return true;
  if (marks.some((name) => head.has(name))) return true;
  if (/^(?:auto_reply|auto-reply|vacation|bulk|junk|list)\b/i.test(first(head, "precedence"))) return true;
  if (isNotification(head) || openings.test(subject.trim())) return true;
  const silent = /^\s{0,5}<>\s{0,5}$/.test(first(head, "return-path"));
  return silent || (challenges.test(subject) && isAnswer(head, subject));
}

const marks = [
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-response-suppress",
  "x-autoreply-from",
  "x-mail-autoreply",
  "x-vacation",
  "x-ms-exchange-inbox-rules-loop",
  "x-boxbe-notification",
  "x-challenge-response",
] as const;

const isAnswer = (head: Head, subject: string): boolean =>
  head.has("in-reply-to") || /^re:/i.test(subject.trim());

/** A receipt (RFC 8098) says that somebody has seen, or deleted, a mail. */
const isNotification = (head: Head): boolean =>
  /report-type\s{0,3}=\s{0,3}"?disposition-notification/i.test(first(head, "content-type"));
