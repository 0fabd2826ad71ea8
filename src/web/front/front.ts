import type { HttpBindings } from "@hono/node-server";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parseAddress } from "../../domain/address.ts";
import { Fault, reasonOf } from "../../domain/faults.ts";
import { pagePolicy } from "../answers.ts";
import type { Mounted } from "../server.ts";
import { clientOf, isUntoldProxy } from "./client.ts";
import type { FrontDesk } from "./desk.ts";
import type { Form } from "./forms.ts";
import { leaveForm, moveForm, signUpForm, wishesIn } from "./forms.ts";
import type { Later } from "./later.ts";
import { createLater } from "./later.ts";
import type { FrontPages, Notice, Remark, ShownWish } from "./pages.ts";

export type FrontOptions = {
  readonly desk: FrontDesk;
  readonly pages: FrontPages;
  /** What the pages look like (CSS). They bring it along: nothing may be published yet, or elsewhere. */
  readonly style: string;
  /** Where readers reach it; ends in "/". */
  readonly publicUrl: string;
  /** How many proxies of ours a request comes through. */
  readonly proxies: number;
  /** What each series is called, by its name. */
  readonly titles: Readonly<Record<string, string>>;
  /** Mail providers that report what came back, by the names of their addresses; none where absent. */
  readonly callers?: Callers;
  readonly now: () => Date;
  /** In which days begin. */
  readonly zone: string;
  /** Tells the operator. */
  readonly log: (text: string) => void;
};

export type Front = Mounted & {
  /** Does what was answered and not done yet. */
  close(): Promise<void>;
};

/** First names of all addresses that are answered here; no published folder has one of them. */
export const frontNames = [
  "subscribe",
  "confirm",
  "unsubscribe",
  "preferences",
  "change-address",
  "webhooks",
] as const;

/** In a target as it stands on the wire; with scheme and host before it only where a proxy asks (RFC 9112 §3.2.2). */
const frontTarget = new RegExp(`^(?:https?://[^/?#]*)?/(?:${frontNames.join("|")})(?:[/?#]|$)`);

const maxBodyBytes = 16_384;
/** Of a provider's call: many events come at once. */
const maxCallBytes = 1_000_000;

/** A call as it came, names of headers in lower case, and the status it is answered with. */
export type Callers = Readonly<
  Record<
    string,
    (call: {
      readonly headers: Readonly<Record<string, string>>;
      readonly query: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }) => Promise<200 | 400 | 401 | 403 | 406 | 413 | 503>
  >
>;

type Exchange = { Bindings: HttpBindings };
type Asking = Context<Exchange>;

/**
 * The pages for people. A GET, HEAD or OPTIONS looks and changes nothing, whoever sends it and however often: programs that
 * read mail follow its links. What acts is a POST, by the signed token in its address. There are no cookies and no sessions,
 * so another site's page can make a browser do nothing here that it could not do itself; it is refused all the same where it
 * says who it is.
 */
export function createFront(options: FrontOptions): Front {
  const later = createLater(options.log);
  const app = appOf(options, later);
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    // HTTP/1.0 names no host.
    hostname: "localhost",
    errorHandler: (error) =>
      error instanceof RequestError ? new Response("This is no request.\n", { status: 400 }) : undefined,
  });
  return {
    takes: (target) => frontTarget.test(target),
    listener: (request, response) => void listener(request, response),
    close: () => later.close(),
  };
}

/** The same as requests and responses of the platform, for whoever holds them ready. */
export function appOf(options: FrontOptions, later: Later): Hono<Exchange> {
  const { desk, pages, log, callers = {} } = options;
  const app = new Hono<Exchange>({ strict: false });
  const page = (c: Asking, body: string, status: PageStatus = 200): Response => c.html(body, status);
  const notice = (c: Asking, about: Notice, status: PageStatus = 200): Response =>
    page(c, pages.notice(about), status);
  const dead = (c: Asking): Response => notice(c, { kind: "dead-link" }, 404);
  const client = (c: Asking) => clientOf(c.env.incoming, options.proxies);
  const tokenOf = (c: Asking): string => c.req.param("token") ?? "";

  app.use(safely);
  app.post(
    "/webhooks/:provider",
    asPlatformRequest,
    limitedTo(maxCallBytes, (c) => c.text("Too long.\n", 413)),
    async (c) => {
      const caller = Object.hasOwn(callers, c.req.param("provider"))
        ? callers[c.req.param("provider")]
        : null;
      if (caller == null) return c.text("Nobody.\n", 404);
      const body = new Uint8Array(await c.req.arrayBuffer());
      const call = { headers: c.req.header(), query: c.req.query(), body };
      return c.text("\n", await caller(call));
    },
  );
  app.post(
    "*",
    asPlatformRequest,
    limitedTo(maxBodyBytes, (c) => notice(c, { kind: "cannot" }, 413)),
  );
  app.notFound((c) => dead(c));
  app.onError((error, c) => {
    if (c.env.incoming.destroyed && !c.env.incoming.complete) return c.body(null, 400);
    const isPassing = error instanceof Fault && error.code === "busy";
    log(`A page could not be made: ${error instanceof Fault ? reasonOf(error) : (error.stack ?? "")}`);
    return notice(c, { kind: "cannot" }, isPassing ? 503 : 500);
  });

  app.get("/subscribe", (c) => page(c, pages.signUp(null)));
  app.get("/subscribe/style.css", (c) =>
    c.body(options.style, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=900",
    }),
  );
  app.get("/subscribe/done", (c) => notice(c, { kind: "check-mail" }));
  app.post("/subscribe", async (c) => {
    const sent = await formIn(c);
    if (sent == null) return notice(c, { kind: "cannot" }, 415);
    const { email, website, sure } = signUpForm.parse(sent);
    const done = (): Response => c.redirect(`${new URL(options.publicUrl).pathname}subscribe/done`, 303);
    if (website !== "") return done();
    const parsed = parseAddress(email);
    if (!parsed.ok) return page(c, pages.signUp(email.slice(0, 254)), 422);
    const { mailbox } = parsed;
    const meant = sure === "" ? desk.hint(mailbox.address) : null;
    if (meant != null) return page(c, pages.guess(mailbox.address, meant));
    const asker = client(c);
    if (isUntoldProxy(c.env.incoming, options.proxies))
      log("Sign-ups come through a proxy and count as one client's: say so with web: {trustProxy: 1}.");
    const tooMany = (): Response => {
      c.header("Retry-After", "3600");
      return notice(c, { kind: "too-many" }, 429);
    };
    if (!(await desk.mayAsk(asker))) return tooMany();
    // From here on nothing that is answered depends on the address, nor does when.
    // Our own page names no referrer; that of somebody else with the form on it is part of the evidence.
    const form = c.req.header("referer") ?? `${options.publicUrl}subscribe`;
    const asked = { mailbox, client: asker, form };
    return later.add(() => desk.signUp(asked)) ? done() : tooMany();
  });

  app.get("/confirm/:token", async (c) => {
    const reader = await desk.lookToConfirm(tokenOf(c));
    return reader == null ? dead(c) : notice(c, { kind: "confirm", address: reader.address });
  });
  app.post("/confirm/:token", ownPagesOnly(options), async (c) => {
    const reader = await desk.confirm(tokenOf(c), client(c));
    return reader == null ? dead(c) : notice(c, { kind: "confirmed", address: reader.address });
  });

  app.get("/unsubscribe/:token", async (c) => {
    const reader = await desk.lookToLeave(tokenOf(c));
    return reader == null ? dead(c) : notice(c, { kind: "leave", address: reader.address });
  });
  // RFC 8058 §3.2: no cookie, no page before it, no redirect. Whoever sends a POST here means it, whatever is in it.
  app.post("/unsubscribe/:token", async (c) => {
    const { how } = leaveForm.parse((await formIn(c)) ?? {});
    const reader = await desk.leave(tokenOf(c), client(c), how === "page" ? "link" : "one-click");
    return reader == null ? dead(c) : notice(c, { kind: "left", address: reader.address });
  });

  app.get("/change-address/:token", async (c) => {
    const reader = await desk.lookToMove(tokenOf(c));
    return reader == null ? dead(c) : notice(c, { kind: "move", address: reader.address });
  });
  app.post("/change-address/:token", ownPagesOnly(options), async (c) => {
    const reader = await desk.move(tokenOf(c), client(c));
    return reader == null ? dead(c) : notice(c, { kind: "moved", address: reader.address });
  });

  const titled = (wishes: readonly Omit<ShownWish, "title">[]): ShownWish[] =>
    wishes.map((wish) => ({ ...wish, title: options.titles[wish.series] ?? wish.series }));

  app.get("/preferences/:token", async (c) => {
    const reader = await desk.lookAtWishes(tokenOf(c));
    if (reader == null) return dead(c);
    const view = { ...reader, wishes: titled(reader.wishes), remark: null, now: options.now() };
    return page(c, pages.preferences(view));
  });
  app.post("/preferences/:token", ownPagesOnly(options), async (c) => {
    const token = tokenOf(c);
    const form = await formIn(c);
    if (form == null) return notice(c, { kind: "cannot" }, 415);
    const reader = await desk.lookAtWishes(token);
    if (reader == null) return dead(c);
    const now = options.now();
    const again = (remark: Remark, wishes = reader.wishes): Response =>
      page(
        c,
        pages.preferences({ ...reader, wishes: titled(wishes), remark, now }),
        remark === "saved" ? 200 : 422,
      );
    const { move, email } = moveForm.parse(form);
    if (move !== "") {
      const parsed = parseAddress(email);
      if (!parsed.ok) return again("wrong-address");
      const wanted = parsed.mailbox.address;
      const asker = client(c);
      return later.add(() => desk.askToMove(token, wanted, asker))
        ? notice(c, { kind: "move-asked", address: wanted })
        : notice(c, { kind: "too-many" }, 429);
    }
    const series = reader.wishes.map((wish) => wish.series);
    const today = { now, zone: options.zone };
    const wished = wishesIn(form, series, today);
    // What was chosen beside the day stays chosen.
    if (wished == null)
      return again("wrong-date", wishesIn({ ...form, pause: "" }, series, today) ?? reader.wishes);
    return (await desk.wish(token, wished, client(c))) == null ? dead(c) : again("saved", wished);
  });

  // Last, so that what is answered above is not.
  for (const path of [
    "/subscribe",
    "/confirm/:token",
    "/unsubscribe/:token",
    "/change-address/:token",
    "/preferences/:token",
  ])
    app.all(path, otherMethods("GET, HEAD, POST, OPTIONS", notice));
  app.all("/webhooks/:provider", otherMethods("POST, OPTIONS", notice));
  for (const path of ["/subscribe/done", "/subscribe/style.css"])
    app.all(path, otherMethods("GET, HEAD, OPTIONS", notice));
  return app;
}

type PageStatus = 200 | 400 | 403 | 404 | 405 | 413 | 415 | 422 | 429 | 500 | 503;

/** Nothing of a page that does not say so itself is kept, framed, listed, or told to where its links lead; nothing on it comes from elsewhere. */
const safely: MiddlewareHandler = async (c, next) => {
  await next();
  const kept = c.res.headers.get("Cache-Control");
  for (const [name, value] of Object.entries(safeHeaders)) c.res.headers.set(name, value);
  if (kept != null) c.res.headers.set("Cache-Control", kept);
};

const safeHeaders = {
  "Content-Security-Policy": pagePolicy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** The adapter's requests only look like the platform's; the limit on bodies of unknown length has to copy one. */
const asPlatformRequest: MiddlewareHandler = async (c, next) => {
  const { method, headers, body } = c.req.raw;
  c.req.raw = new Request(c.req.url, { method, headers, body, duplex: "half" });
  await next();
};

/** What comes after the limit is read by nobody, so the connection ends with the answer, and says so: it cannot be used again. */
const limitedTo = (maxSize: number, answer: (c: Asking) => Response): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) => {
      c.header("Connection", "close");
      return answer(c as Asking);
    },
  });

function otherMethods(allow: string, notice: (c: Asking, about: Notice, status: PageStatus) => Response) {
  return (c: Asking): Response => {
    c.header("Allow", allow);
    return c.req.method === "OPTIONS" ? c.body(null, 204) : notice(c, { kind: "cannot" }, 405);
  };
}

/** The body as a form; null where it is none, or broken. */
async function formIn(c: Asking): Promise<Form | null> {
  const type = c.req.header("content-type") ?? "";
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return null;
  try {
    return await c.req.parseBody();
  } catch (error) {
    // undici's word for what is no form; anything else is not about what was sent.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Refuses what says that another site's page made a browser send it. Our pages name no referrer, so browsers send the origin
 * "null" with their forms; programs send none at all.
 */
function ownPagesOnly({ publicUrl, pages }: FrontOptions): MiddlewareHandler<Exchange> {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    const origin = c.req.header("origin") ?? "null";
    const isOwn = origin === "null" || origin === own || URL.parse(origin)?.host === c.req.header("host");
    if (!isOwn || c.req.header("sec-fetch-site") === "cross-site")
      return c.html(pages.notice({ kind: "cannot" }), 403);
    await next();
  };
}
