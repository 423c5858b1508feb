import fc from "fast-check";
import { frameFrom, packetsText, packetText } from "../../realtime/packet_text.ts";
import type { Packet } from "../../realtime/ports/notice.ts";
import { assertEquals } from "../support/assert.ts";

const user = fc.integer({ min: 1, max: 2_147_483_647 });
const packet: fc.Arbitrary<Packet> = fc.record({
  to: fc.record({
    users: fc.array(user, { minLength: 1, maxLength: 5 }),
    only: fc.string({ minLength: 1, unit: "binary" }),
    except: fc.record({ userId: user, id: fc.string({ unit: "binary" }) }),
  }, { requiredKeys: ["users"] }),
  text: fc.json(),
  droppable: fc.constant(true),
  fact: fc.record(
    { name: fc.string({ unit: "binary" }), number: fc.maxSafeNat(), isChain: fc.boolean() },
    { requiredKeys: ["name", "number"] },
  ),
}, { requiredKeys: ["to", "text"] });

/** Without the prototypes that fast-check gives its records. */
function plain<T>(value: T): T {
  return structuredClone(value);
}

Deno.test("frameFrom() gives back what packetText() wrote [BUS-3]", () => {
  fc.assert(fc.property(fc.array(packet), fc.nat(), (packets, number) => {
    const text = [String(number), ...packets.map(packetText)].join("\u001e");
    assertEquals(plain(frameFrom(text)), plain({ number, packets, asksToLook: false }));
  }));
});

Deno.test("frameFrom() reads echoes and wishes to look, and refuses what is no frame [BUS-3]", () => {
  assertEquals(frameFrom("12"), { number: 12, packets: [], asksToLook: false });
  assertEquals(frameFrom("13\u001e!"), { number: 13, packets: [], asksToLook: true });
  assertEquals(packetsText(["a", "b"]), "a\u001eb");
  for (const wrong of ["", "x", "-1", "1\u001eno fields", "1\u001e1\t", "1.5", "1\u001e1\t{\t{}"]) {
    let isRefused = false;
    try {
      frameFrom(wrong);
    } catch {
      isRefused = true;
    }
    assertEquals(isRefused, true, wrong);
  }
});
