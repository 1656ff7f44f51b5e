/** What the build tells the worker of the version it belongs to. */
export interface Built {
  /** Differs whenever anything of the site differs, its headers too. */
  readonly version: string;
  /** SHA-256 of the page, base64: a page of another version is not taken for this one's. */
  readonly page: string;
  /** Stands in the page too, so that one which is open knows whether it is the newest. */
  readonly edition: string;
  /** What the page needs to show its sign-in form and to begin. */
  readonly first: readonly string[];
  /** The address of the list of everything else. */
  readonly rest: string;
}
