/** Thrown by stores when a dependency gives no answer; nothing was promised, the command may be sent again. */
export class Unavailable extends Error {
  override name = "Unavailable";
}
