/** What the build knows and the worker needs. */
export interface WorkerFacts {
  /** Changes with everything that pages load, so that browsers notice a new version. */
  version: string;
  /** What the page without a connection is made of. */
  files: string[];
}

// The build puts an object in its place.
declare const __WORKER_FACTS__: WorkerFacts | undefined;

export const WORKER: WorkerFacts = typeof __WORKER_FACTS__ === "undefined"
  ? { version: "unbuilt", files: [] }
  : __WORKER_FACTS__;
