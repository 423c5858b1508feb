import { Hono } from "hono";

export interface HealthDeps {
  isDraining(): boolean;
  /** Whether every dependency answers, by name. */
  dependencies(): Promise<Record<string, boolean>>;
}

/** `GET /healthz`: the process lives. `GET /readyz`: every dependency answers and it is not going down. */
export function healthRoutes(deps: HealthDeps): Hono {
  return new Hono()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const dependencies = await deps.dependencies();
      const isReady = !deps.isDraining() && Object.values(dependencies).every(Boolean);
      return c.json(
        { status: isReady ? "ready" : "not ready", draining: deps.isDraining(), dependencies },
        isReady ? 200 : 503,
      );
    });
}
