import { type PeopleScene, peopleTest } from "./people_scene.ts";
import { bearer, send } from "./sign_in_scene.ts";
import type { SignInApp } from "./sign_in_app.ts";
import type { IssuerKey, TestIssuer } from "./test_issuer.ts";

export interface OidcScene extends PeopleScene {
  issuer: TestIssuer;
  /** The one key that the issuer publishes at first. */
  key: IssuerKey;
  /** Another instance on the same database. */
  instance(): Promise<SignInApp>;
  /** Asks who a token is. */
  me(token: string, app?: SignInApp): ReturnType<typeof send>;
}

/** A test on a clinic that accepts the tokens of an issuer, which runs on loopback. */
export function oidcTest(name: string, run: (scene: OidcScene) => Promise<void>): void {
  peopleTest(name, async (scene) => {
    const { issuerKey, TestIssuer } = await import("./test_issuer.ts");
    await using issuer = new TestIssuer(() => scene.time.now());
    const key = await issuerKey("key-1");
    issuer.keys = [key.jwk];
    const oidc = { issuer: issuer.url, audience: "carewire" };
    const instance = () => scene.signInApp(scene.db, { passwords: scene.passwords, time: scene.time, oidc });
    const first = await instance();
    const me = (token: string, { app } = first) => send(app, "GET", "/api/auth/me", bearer(token));
    await run({ ...scene, ...first, issuer, key, instance, me });
  });
}
