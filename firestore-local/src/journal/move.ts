import type { Document } from "../engine/api.ts";
import { Reference } from "../engine/value.ts";
import type { MapValue, Value } from "../engine/value.ts";
import type { DatabaseImage } from "./api.ts";

/** The same documents in a database of another name; references into the old one follow. */
export function movedTo(image: DatabaseImage, name: string): DatabaseImage {
  if (image.name === name) return image;
  const documents = [...image.documents].map(({ path, createTime, updateTime, fields }): Document => ({
    path,
    createTime,
    updateTime,
    fields: moved(fields, image.name, name),
  }));
  return { ...image, name, documents };
}

/** The same databases in another project, as an export is imported into the project that asks for it. */
export function inProject(images: readonly DatabaseImage[], project: string): readonly DatabaseImage[] {
  return images.map((image) =>
    movedTo(
      image,
      image.name.replace(/^projects\/[^/]+/, () => `projects/${project}`),
    ),
  );
}

function moved(fields: MapValue, from: string, to: string): MapValue {
  return new Map([...fields].map(([key, value]) => [key, movedValue(value, from, to)]));
}

function movedValue(value: Value, from: string, to: string): Value {
  if (value instanceof Reference)
    return value.name.startsWith(`${from}/`) ? new Reference(`${to}${value.name.slice(from.length)}`) : value;
  if (value instanceof Map) return moved(value, from, to);
  if (Array.isArray(value)) return value.map((item: Value) => movedValue(item, from, to));
  return value;
}
