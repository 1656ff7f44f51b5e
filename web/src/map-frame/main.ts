import { importLibrary, setOptions } from "@googlemaps/js-api-loader";
import { runFrame } from "./frame.ts";
import "./frame.css";

/*
 * The page with Google's map. It runs in a sandboxed frame of the admin site, without an origin of its own: Google's code
 * reaches no cookie, no storage and no document of ours. Its headers are in firebase.json, its story in
 * docs/decisions/maps.md.
 */

const element = document.getElementById("map");
if (element === null) throw new Error("The frame's page has no place for a map");

runFrame({
  element,
  port: {
    // The page around is the site that served this one; nobody else hears, nobody else is heard.
    send: (message) => window.parent.postMessage(message, location.origin),
    hear: (listener) =>
      window.addEventListener("message", (event) => {
        if (event.source === window.parent && event.origin === location.origin) listener(event.data);
      }),
  },
  maps: {
    options: (key, language) => setOptions({ key, language, v: "weekly" }),
    load: importLibrary,
    // Google calls this name when it refuses the key, be the map there already or not.
    onRefused: (refused) => Object.assign(window, { gm_authFailure: refused }),
  },
});
