/**
 * For lists that open over whatever is open already. A dialog hides all that lies outside it from who hears the page;
 * what it opened itself would be among that, as it hangs at the end of the document.
 */
export const OVER_ALL = { "data-kb-top-layer": "true" } as const;
