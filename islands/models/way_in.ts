/** Where whoever was signed out gets in again: guests by their link. */
export type WayIn = "/sign-in" | "/join";
