/** The sign of the house: one wire that makes a heart on its way. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <path d="M1 22h15C9 17.200 5.200 13.500 5.200 9.200a5.600 5.600 0 0 1 10.800-2.200a5.600 5.600 0 0 1 10.800 2.200c0 4.300-3.800 8-10.800 12.800h15" />
    </svg>
  );
}
