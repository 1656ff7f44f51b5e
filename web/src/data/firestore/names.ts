import { Timestamp, doc, serverTimestamp, setDoc, type Firestore } from "firebase/firestore";
import { readCommentsConfig } from "@trunkline/domain/config/comments";
import { readCustomersConfig } from "@trunkline/domain/config/customers";
import { readDirectory, type Directory } from "@trunkline/domain/config/directory";
import { readGeneral } from "@trunkline/domain/config/general";
import { readMapsConfig } from "@trunkline/domain/config/maps";
import type { Session } from "@trunkline/domain/admin/session";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { configPath, directoryPath, preferencesPath } from "@trunkline/domain/paths";
import { ok } from "@trunkline/domain/result/result";
import { readPreferences } from "@trunkline/domain/views/views";
import type { NamesPort, PreferencesPort } from "../ports.tsx";
import { always } from "./sources.ts";

const NO_NAMES: Directory = { staff: {}, partners: {}, locations: {}, labels: {} };

/** Names and settings that every page needs. */
export function firestoreNames(db: Firestore, session: () => Session): NamesPort {
  return {
    directory() {
      const path = directoryPath(session().partner);
      return always(db, path, (data) => (data === undefined ? ok(NO_NAMES) : readDirectory(path, data)));
    },
    general: () => always(db, configPath("general"), readGeneral),
    customers: () => always(db, configPath("customers"), readCustomersConfig),
    customerFields: () => always(db, configPath("customerFields"), readCustomerFields),
    comments: () => always(db, configPath("comments"), readCommentsConfig),
    maps: () => always(db, configPath("maps"), readMapsConfig),
  };
}

/** What this administrator arranged for himself; follows him to another browser. */
export function firestorePreferences(db: Firestore, uid: AdminId): PreferencesPort {
  const path = preferencesPath(uid);
  return {
    mine: () => always(db, path, (data) => readPreferences(uid, data)),
    keepTable: (table, value) =>
      setDoc(
        doc(db, path),
        { tables: { [table]: value }, updatedAt: serverTimestamp() },
        { mergeFields: [`tables.${table}`, "updatedAt"] },
      ),
    resetTables: () =>
      setDoc(
        doc(db, path),
        { tables: {}, updatedAt: serverTimestamp() },
        { mergeFields: ["tables", "updatedAt"] },
      ),
    keepFold: (section, folded) =>
      setDoc(
        doc(db, path),
        { folds: { [section]: folded }, updatedAt: serverTimestamp() },
        { mergeFields: [`folds.${section}`, "updatedAt"] },
      ),
    keepSearch: (search) =>
      setDoc(
        doc(db, path),
        { search, updatedAt: serverTimestamp() },
        { mergeFields: ["search", "updatedAt"] },
      ),
    keepSeenMentions: (at) =>
      setDoc(
        doc(db, path),
        { seenMentions: Timestamp.fromMillis(at), updatedAt: serverTimestamp() },
        { mergeFields: ["seenMentions", "updatedAt"] },
      ),
  };
}
