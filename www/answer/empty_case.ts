// Empties the case with the capsule that lies beside it: nothing of one patient stays for the next.
import { clear } from "../intake/clear.ts";
import { closeCapsule } from "./verify_capsule.ts";

export function emptyCase(): void {
  closeCapsule();
  clear();
}
