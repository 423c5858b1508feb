import { REALTIME_LIMITS } from "../../realtime/core/realtime_limits.ts";
import { SocketDoor, type SocketPass } from "../../realtime/socket_door.ts";
import { assert, assertEquals } from "../support/assert.ts";

const { socketsPerAddress, socketsPerUser, goingPerUser } = REALTIME_LIMITS;

function knock(door: SocketDoor, address: string): SocketPass {
  const pass = door.knock(address);
  if (!pass) throw new Error("the door is shut");
  return pass;
}

Deno.test("SocketDoor lets 20 sockets of one person in, and others in all the same [LIMIT-7]", () => {
  const door = new SocketDoor();
  const passes = Array.from({ length: socketsPerUser.most }, () => knock(door, "a"));
  assertEquals(passes.map((pass) => pass.enter(1)), passes.map(() => true));
  assertEquals(knock(door, "a").enter(1), false);
  assertEquals(knock(door, "a").enter(2), true);
  passes[0]?.leave();
  passes[0]?.leave();
  assertEquals([knock(door, "a").enter(1), knock(door, "a").enter(1)], [true, false]);
});

Deno.test("SocketDoor counts handshakes of an address before it is known whose they are [LIMIT-7]", () => {
  const door = new SocketDoor();
  const passes = Array.from({ length: socketsPerAddress.most }, () => knock(door, "a"));
  assertEquals(door.knock("a"), undefined);
  assert(door.knock("b"));
  passes[0]?.leave();
  passes[1]?.enter(1);
  assert(door.knock("a"));
  assertEquals(door.knock("a"), undefined);
  for (const pass of passes) pass.leave();
  assertEquals(door.sockets("a"), 1);
});

Deno.test("SocketDoor lets any number in from this machine: it may be a proxy's [LIMIT-7]", () => {
  const door = new SocketDoor();
  for (let count = 0; count <= socketsPerAddress.most; count++) knock(door, "127.0.0.1");
  assert(door.knock("127.0.0.1"));
});

Deno.test("SocketDoor keeps a place for whoever lost a connection, but not for ever more of them [LIMIT-8]", () => {
  const door = new SocketDoor();
  const given = Array.from({ length: goingPerUser.most }, () => {
    const pass = knock(door, "a");
    assertEquals(pass.enter(1), true);
    pass.giveUp();
    pass.giveUp();
    return pass;
  });
  assertEquals([door.going(1), door.sockets("a")], [goingPerUser.most, 0]);
  assertEquals(knock(door, "a").enter(1), false);
  assertEquals(knock(door, "a").enter(2), true);
  given[0]?.leave();
  assertEquals(knock(door, "a").enter(1), true);
  for (const pass of given) pass.leave();
  assertEquals(door.going(1), 0);
});
