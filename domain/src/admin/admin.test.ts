import { describe, expect, test } from "vitest";
import type { AdminId, PartnerId, RoleId } from "../ids/ids.ts";
import { aViewer } from "../testing/builders.ts";
import { can, inScope, reaches, withinScope } from "./can.ts";
import type { Permission } from "./permissions.ts";
import { effective, isPermission, parentOf, PERMISSIONS } from "./permissions.ts";
import { decideGrant, decideRemoval, readAdmin, readRole, sessionPermissions } from "./record.ts";
import type { Module, RoleName } from "./roles.ts";
import { DEFAULT_MATRIX, MODULES, moduleOf, permissionsOf, ROLE_NAMES } from "./roles.ts";
import { readSession } from "./session.ts";

const A = "a" as PartnerId;
const B = "b" as PartnerId;

const held = (role: RoleName, module: Module) =>
  permissionsOf(role).filter((name) => moduleOf(name) === module);

describe("the default matrix of 15 §3.1", () => {
  const cells = MODULES.flatMap((module) =>
    ROLE_NAMES.map((role, column) => [module, role, DEFAULT_MATRIX[module][column]] as const),
  );

  test.each(cells)("module %s for %s is %s", (module, role, cell) => {
    const full = PERMISSIONS.filter((name) => moduleOf(name) === module && !name.endsWith(".own"));
    const count = held(role, module).length;
    if (cell === "F") expect(held(role, module)).toEqual(full);
    else if (cell === "P") expect(count > 0 && held(role, module).join() !== full.join()).toBe(true);
    else expect(count).toBe(0);
  });

  test("every permission belongs to a module, and every row has seven cells", () => {
    expect(PERMISSIONS.map(moduleOf).every((module) => MODULES.includes(module))).toBe(true);
    expect(Object.values(DEFAULT_MATRIX).every((row) => /^[FP-]{7}$/.test(row))).toBe(true);
  });

  test("no role holds a permission whose parent it lacks", () => {
    for (const role of ROLE_NAMES) expect(effective(permissionsOf(role))).toEqual(permissionsOf(role));
  });
});

// The second table of 15 §3.1, cell by cell: administrator, manager, financial-manager, customer-creator, engineer, technician.
describe("what part of Customers holds", () => {
  const columns = ROLE_NAMES.slice(1);
  const rows: readonly (readonly [Permission, string])[] = [
    ["customers.add", "yy-y--"],
    ["customers.search", "yyy-yy"],
    ["customers.list", "yyy-yy"],
    ["customers.list.own", "---y--"],
    ["customers.list.export", "yyy---"],
    ["customers.view", "yyy-yy"],
    ["customers.view.own", "---y--"],
    ["customers.view.edit", "yy-yy-"],
    ["customers.view.geo", "yy-yyy"],
    ["customers.view.plannedStatus", "yyy---"],
    ["customers.view.showPassword", "yy-yy-"],
    ["customers.view.loginAs", "yy--y-"],
    ["customers.view.delete", "y-----"],
    ["customers.list.massDelete", "y-----"],
    ["customers.view.convert", "y-----"],
    ["customers.services.view", "yyyyyy"],
    ["customers.services.add", "yy-yy-"],
    ["customers.services.delete", "yy----"],
    ["customers.billing.view", "yyy---"],
    ["customers.billing.add", "y-y---"],
    ["customers.documents.view", "yyyyyy"],
    ["customers.documents.add", "yyyyy-"],
    ["customers.documents.delete", "yyy---"],
    ["customers.comments.add", "yyyyyy"],
    ["customers.comments.editOwn", "yyyyyy"],
    ["customers.comments.editOthers", "y-----"],
    ["customers.cap.topUp", "yyy---"],
    ["customers.cap.bonus", "yy--y-"],
    ["customers.vouchers.generate", "yyy---"],
    ["customers.vouchers.delete", "yy----"],
  ];

  test.each(rows)("%s: %s", (permission, cells) => {
    expect(columns.map((role) => (permissionsOf(role).includes(permission) ? "y" : "-")).join("")).toBe(
      cells,
    );
  });

  test("15 example 5: a technician has no Export, no Billing, no Delete", () => {
    const technician = permissionsOf("technician");
    expect(technician.filter((name) => /export|billing|delete/i.test(name))).toEqual([]);
  });

  test("15 example 16: an engineer adds bonus data but no top-up", () => {
    const engineer = aViewer("e", "*", permissionsOf("engineer"));
    expect([can(engineer, "customers.cap.bonus"), can(engineer, "customers.cap.topUp")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("parents", () => {
  test("a sub-permission counts for nothing without its parent", () => {
    expect(effective(["customers.view.edit"])).toEqual([]);
    expect(effective(["customers.view", "customers.view.edit"])).toEqual([
      "customers.view",
      "customers.view.edit",
    ]);
    expect(effective(["customers.comments.add"])).toEqual([]);
  });

  test("seeing one's own is parent enough", () => {
    expect(effective(["customers.view.own", "customers.view.edit", "customers.comments.add"])).toEqual([
      "customers.view.own",
      "customers.view.edit",
      "customers.comments.add",
    ]);
  });

  test("parents are permissions themselves", () => {
    for (const name of PERMISSIONS) {
      const parent = parentOf(name);
      expect(parent === undefined || isPermission(parent)).toBe(true);
      expect(parent).not.toBe(name);
    }
  });
});

describe("scope", () => {
  test("15 example 1 and 4: Anna of A reaches 5 of A and not 6 of B; Any reaches both", () => {
    const anna = aViewer("anna", A, ["customers.view"]);
    const any = aViewer("any", "*", ["customers.view"]);
    const five = { partnerId: A, addedBy: null };
    const six = { partnerId: B, addedBy: null };
    expect([reaches(anna, five), reaches(anna, six), reaches(any, five), reaches(any, six)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([inScope(A, A), inScope(A, B), inScope("*", B)]).toEqual([true, false, true]);
  });

  test("15 example 7: a customer-creator reaches what he added, in his scope, and nothing else", () => {
    const cc = aViewer("cc", A, permissionsOf("customer-creator"));
    expect([
      reaches(cc, { partnerId: A, addedBy: "cc" }),
      reaches(cc, { partnerId: A, addedBy: "bob" }),
      reaches(cc, { partnerId: B, addedBy: "cc" }),
      can(cc, "customers.view.edit", { partnerId: A, addedBy: "cc" }),
      can(cc, "customers.view.edit", { partnerId: A, addedBy: null }),
    ]).toEqual([true, false, false, true, false]);
  });

  test("a closed session may nothing", () => {
    const gone = aViewer("x", "*", PERMISSIONS);
    const closed = { ...gone, session: { ...gone.session, open: false } };
    expect(PERMISSIONS.some((name) => can(closed, name))).toBe(false);
    expect(reaches(closed, { partnerId: A, addedBy: "x" })).toBe(false);
  });

  test("15 §4.13: a scoped administrator manages no people, roles, partners or global settings", () => {
    const scoped = withinScope(permissionsOf("super-administrator"), A);
    expect(
      scoped.filter((name) =>
        /^administration\.(admins|roles|partners)|(config|locations).*(edit|tools)/.test(name),
      ),
    ).toEqual([]);
    expect(scoped).toContain("customers.view.delete");
    expect(scoped).toContain("config.customers.view");
    expect(withinScope(PERMISSIONS, "*")).toEqual(PERMISSIONS);
  });
});

describe("sessions", () => {
  const technician = { permissions: permissionsOf("technician") };

  test("15 example 6: Table export given over a technician's role is in the session at once", () => {
    const admin = {
      roleId: "technician" as RoleId,
      partner: "*",
      overrides: { "customers.list.export": true, "customers.search": false },
    } as const;
    const permissions = sessionPermissions(admin, technician);
    expect(permissions).toContain("customers.list.export");
    expect(permissions).not.toContain("customers.search");
  });

  test("a super-administrator cannot be narrowed by overrides (15 §2.3), and taking a parent takes its children", () => {
    const boss = {
      roleId: "super-administrator" as RoleId,
      partner: "*",
      overrides: { "customers.view": false },
    } as const;
    expect(sessionPermissions(boss, { permissions: permissionsOf("super-administrator") })).toContain(
      "customers.view",
    );
    const narrowed = sessionPermissions({ ...boss, roleId: "technician" as RoleId }, technician);
    expect(narrowed.some((name) => name.startsWith("customers.view"))).toBe(false);
    expect(narrowed.some((name) => name.startsWith("customers.comments"))).toBe(false);
  });

  test("names of a later version in a stored session count for nothing", () => {
    expect(
      readSession("u", { open: true, sv: 3, partner: "*", permissions: ["customers.view", "moon.fly"] }),
    ).toEqual({
      ok: true,
      value: { open: true, sv: 3, partner: "*", permissions: ["customers.view"] },
    });
    expect(readSession("u", { open: true, sv: "3", partner: "*", permissions: [] }).ok).toBe(false);
  });

  test("a built-in role has its fixed permissions, whatever is stored; a custom one what is stored (15 §2.1–2.2)", () => {
    const read = readRole("manager", { title: "Boss of all", permissions: PERMISSIONS });
    expect(read.ok && read.value).toEqual({
      id: "manager",
      title: "Boss of all",
      permissions: permissionsOf("manager"),
    });
    const own = readRole("r1", { title: "Own", permissions: ["customers.view", "nope"] });
    expect(own.ok && own.value.permissions).toEqual(["customers.view"]);
  });
});

describe("people", () => {
  const me = "me" as AdminId;
  const you = { id: "you" as AdminId, roleId: "super-administrator" as RoleId, state: "active" } as const;

  test("15 example 9: nobody removes himself, nor the last super-administrator", () => {
    expect(decideRemoval(me, { ...you, id: me }, 5)).toEqual({ ok: false, error: { kind: "yourself" } });
    expect(decideRemoval(me, you, 1)).toEqual({ ok: false, error: { kind: "last-super-administrator" } });
    expect(decideRemoval(me, you, 2).ok).toBe(true);
    expect(decideRemoval(me, { ...you, roleId: "manager" as RoleId }, 1).ok).toBe(true);
    expect(decideRemoval(me, { ...you, state: "disabled" }, 1).ok).toBe(true);
  });

  test("nobody grants what he has not got (15 §2.5)", () => {
    expect(decideGrant(["customers.view"], ["customers.view", "customers.add"])).toEqual({
      ok: false,
      error: { kind: "more-than-yours", permissions: ["customers.add"] },
    });
    expect(decideGrant(["customers.view"], ["customers.view"]).ok).toBe(true);
  });

  test("who holds a permission for all customers grants it for one's own, and not the other way round", () => {
    expect(decideGrant(["customers.view"], ["customers.view.own"]).ok).toBe(true);
    expect(decideGrant(["customers.view.own"], ["customers.view"]).ok).toBe(false);
    for (const role of ROLE_NAMES)
      expect(decideGrant(permissionsOf("super-administrator"), permissionsOf(role)).ok).toBe(true);
  });

  test("an administrator is read with defaults, and unknown overrides are left out", () => {
    const read = readAdmin("u", {
      login: "anna",
      name: "Anna",
      email: "a@x.com",
      roleId: "manager",
      partner: "*",
      overrides: { nope: true, "customers.add": false },
    });
    expect(read.ok && read.value).toMatchObject({
      id: "u",
      overrides: { "customers.add": false },
      timeout: 0,
      state: "active",
      secondFactor: false,
      phone: "",
    });
    expect(readAdmin("u", { login: "anna" }).ok).toBe(false);
  });
});
