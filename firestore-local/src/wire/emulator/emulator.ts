import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { Databases } from "../../databases.ts";
import { FirestoreError } from "../../engine/errors.ts";
import type { ReadExport, WriteExport } from "../../journal/api.ts";
import type { Issue } from "../../rules/api.ts";
import type { Rulesets } from "../../rulesets.ts";
import type { Triggers } from "../../triggers/api.ts";
import type { HttpRequest } from "../http/request.ts";
import { decodeSegment } from "../http/request.ts";
import { sendJson, sendText } from "../http/response.ts";
import { errorBody } from "../status.ts";
import { coverageHtml } from "./coverage.ts";
import { imageOf, importInto, toldToClient } from "./transfer.ts";

export interface EmulatorParts {
  readonly databases: Databases;
  readonly rulesets: Rulesets;
  readonly triggers?: Triggers | undefined;
  readonly writeExport: WriteExport;
  readonly readExport: ReadExport;
}

type Json = Readonly<Record<string, unknown>>;

const PROJECT = /^\/emulator\/v1\/projects\/([^/:]+)(.*)$/;

/** Answers the emulator endpoints under `/emulator/v1/…`, as the official emulator has them. Throws FirestoreError. */
export async function answerEmulator(
  parts: EmulatorParts,
  request: HttpRequest,
  body: unknown,
  response: ServerResponse,
): Promise<void> {
  const match = PROJECT.exec(request.path);
  if (match?.[1] === undefined || match[2] === undefined) throw notFound();
  const project = decodeSegment(match[1]);
  const [, first, second, third] = match[2].split("/").map(decodeSegment);
  const call = `${request.method} ${match[2].startsWith(":") ? match[2] : (first ?? "")}`;
  switch (call) {
    case "PUT :securityRules":
      return loadRules(parts, project, object(body), response);
    case "GET :ruleCoverage":
      return sendJson(response, 200, coverageOf(parts, project));
    case "GET :ruleCoverage.html":
      return sendText(response, 200, "text/html", coverageHtml(coverageOf(parts, project)));
    case "POST :export":
      await exportDatabase(parts, project, object(body));
      return sendJson(response, 200, {});
    case "POST :import":
      await importDatabase(parts, project, object(body));
      return sendJson(response, 200, {});
    case "DELETE databases":
      if (second === undefined || third !== "documents") throw notFound();
      await parts.databases.get(`projects/${project}/databases/${second}`).clear();
      return sendJson(response, 200, {});
    case "POST eventarcTrigger":
    case "PUT eventarcTrigger":
      parts.triggers?.registerEventarc(project, triggerId(request), body);
      return sendJson(response, 200, {});
    case "DELETE eventarcTrigger":
      parts.triggers?.unregister(project, triggerId(request));
      return sendJson(response, 200, {});
    case "PUT triggers":
      if (second === undefined) throw notFound();
      parts.triggers?.registerLegacy(project, second, body);
      return sendJson(response, 200, {});
    case "DELETE triggers":
      if (second === undefined) throw notFound();
      parts.triggers?.unregister(project, second);
      return sendJson(response, 200, {});
  }
  throw notFound();
}

function loadRules({ rulesets }: EmulatorParts, project: string, body: Json, response: ServerResponse): void {
  const file = rulesFile(body);
  const { loaded, issues } = rulesets.load(project, file.content);
  const shown = issues.map((issue) => issueJson(issue, file.name));
  if (loaded || body["ignore_errors"] === true || body["ignoreErrors"] === true) {
    sendJson(response, 200, shown.length > 0 ? { issues: shown } : {});
    return;
  }
  const errors = issues
    .filter(({ severity }) => severity === "ERROR")
    .map(({ line, column, description }) => `L${line}:${column} ${description}`);
  sendJson(response, 400, {
    ...errorBody(new FirestoreError("INVALID_ARGUMENT", `Error compiling rules:\n${errors.join("\n")}`)),
    issues: shown,
  });
}

function issueJson({ severity, description, line, column }: Issue, fileName: string): Json {
  return { sourcePosition: { fileName, line, column }, description, severity };
}

function rulesFile(body: Json): { readonly name: string; readonly content: string } {
  const files = object(body["rules"])["files"];
  const file = Array.isArray(files) && files.length === 1 ? object(files[0]) : undefined;
  const content = file?.["content"];
  if (!file || typeof content !== "string") throw invalid("rules.files must hold one file with its content.");
  return { name: typeof file["name"] === "string" ? file["name"] : "security.rules", content };
}

function coverageOf({ rulesets }: EmulatorParts, project: string): unknown {
  const ruleset = rulesets.current(project, "(default)");
  if (!ruleset) throw new FirestoreError("NOT_FOUND", "There are no rules for which to report coverage.");
  return ruleset.coverage();
}

async function exportDatabase(parts: EmulatorParts, project: string, body: Json): Promise<void> {
  const images = [imageOf(parts.databases.get(databaseName(body, project)))];
  await toldToClient(parts.writeExport(text(body, "export_directory"), text(body, "export_name"), images));
}

async function importDatabase(parts: EmulatorParts, project: string, body: Json): Promise<void> {
  const name = text(body, "export_name");
  const metadata = join(text(body, "export_directory"), name, `${name}.overall_export_metadata`);
  const images = await toldToClient(parts.readExport(metadata));
  const target = parts.databases.get(databaseName(body, project));
  for (const image of images) await importInto(target, image);
}

function databaseName(body: Json, project: string): string {
  const name = body["database"];
  return typeof name === "string" ? name : `projects/${project}/databases/(default)`;
}

function triggerId({ query }: HttpRequest): string {
  const id = query.get("eventarcTriggerId");
  if (!id) throw invalid("eventarcTriggerId is missing.");
  return id;
}

/** A string of the body, by its snake_case name or the camelCase of it. */
function text(body: Json, name: string): string {
  const value = body[name] ?? body[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
  if (typeof value !== "string" || value === "") throw invalid(`${name} is missing.`);
  return value;
}

function object(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("The body must be a JSON object.");
  return value as Json;
}

function invalid(message: string): FirestoreError {
  return new FirestoreError("INVALID_ARGUMENT", message);
}

function notFound(): FirestoreError {
  return new FirestoreError("NOT_FOUND", "Not found.");
}
