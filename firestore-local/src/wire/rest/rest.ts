import type { ServerResponse } from "node:http";
import type { CallContext, Message } from "../../rpc/api.ts";
import type { WireContext } from "../context.ts";
import { drained } from "../drain.ts";
import type { HttpRequest } from "../http/request.ts";
import { readBody } from "../http/request.ts";
import { sendError, sendJson } from "../http/response.ts";
import { typesOf } from "../proto.ts";
import { parseJson, parseMessage } from "../protojson/parse.ts";
import { planOf } from "../protojson/plan.ts";
import { printMessage } from "../protojson/print.ts";
import { asFirestoreError, errorBody } from "../status.ts";
import { requestOfParameters } from "./parameters.ts";
import type { Route } from "./route.ts";
import { routeOf } from "./route.ts";

/** Answers one call of the REST face, `/v1/projects/…/databases/…/documents…`. Never throws. */
export async function answerRest(
  wire: WireContext,
  request: HttpRequest,
  response: ServerResponse,
): Promise<void> {
  let inArray = false;
  try {
    const route = routeOf(request.method, request.path);
    inArray = route.rpc.kind === "streaming";
    const types = typesOf(route.rpc);
    const message = parseMessage(types.request, await requestJson(request, route));
    const context = contextOf(wire, request, response);
    if (route.rpc.kind === "unary") {
      sendJson(
        response,
        200,
        printMessage(types.response, await wire.service.unary(route.rpc.name, message, context)),
      );
    } else {
      await sendArray(wire, response, wire.service.streaming(route.rpc.name, message, context), (item) =>
        printMessage(types.response, item),
      );
    }
  } catch (error) {
    if (!response.headersSent) sendError(response, asFirestoreError(error, wire.log), inArray);
  }
}

async function requestJson(request: HttpRequest, route: Route): Promise<Record<string, unknown>> {
  const fromQuery = requestOfParameters(planOf(typesOf(route.rpc).request), request.query);
  if (route.body === "none") return { ...fromQuery, ...route.fixed };
  const text = await readBody(request.raw);
  const body = text.trim() === "" ? {} : parseJson(text);
  if (route.body === "document") {
    return { ...fromQuery, ...route.fixed, document: merge(body, route.fixed["document"]) };
  }
  return merge(merge(body, fromQuery), route.fixed);
}

/** What the URL says wins over the body. A body that is no object is left for the parser to refuse. */
function merge(body: unknown, over: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return body as Record<string, unknown>;
  return { ...body, ...(over as object | undefined) };
}

function contextOf(wire: WireContext, request: HttpRequest, response: ServerResponse): CallContext {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const token = request.query.get("access_token") ?? request.query.get("oauth_token");
  const authorization = request.header("authorization") ?? (token === null ? undefined : `Bearer ${token}`);
  return { caller: wire.authenticate(authorization), client: `rest:${request.peer}`, signal: gone.signal };
}

/** Streams messages as a JSON array. An error after the first message can only be told as the array's last item. */
async function sendArray(
  wire: WireContext,
  response: ServerResponse,
  messages: AsyncIterable<Message>,
  print: (message: Message) => unknown,
): Promise<void> {
  let count = 0;
  const put = async (item: unknown): Promise<void> => {
    if (count++ === 0)
      response.writeHead(200, {
        "Content-Type": "application/json; charset=UTF-8",
        "Cache-Control": "private",
      });
    const more = response.write(`${count === 1 ? "[" : ",\r\n"}${JSON.stringify(item, null, 2)}`);
    if (!more && !response.destroyed) await drained(response, "close");
  };
  try {
    for await (const message of messages) {
      if (response.destroyed) return;
      await put(print(message));
    }
    if (count === 0) sendJson(response, 200, []);
    else response.end("\n]");
  } catch (error) {
    if (count === 0) throw error;
    await put(errorBody(asFirestoreError(error, wire.log)));
    response.end("\n]");
  }
}
