/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { Icon } from "./icons.tsx";

interface CopyFieldProps {
  id: string;
  label: string;
  /** On the button. */
  copy: string;
  /** On the button once it was pressed. */
  copied: string;
  text: string;
  rows: number;
}

/** A text that is handed on elsewhere, and a button that copies it. */
export function CopyField({ id, label, copy, copied, text, rows }: CopyFieldProps) {
  const isCopied = useSignal(false);
  const doCopy = async () => {
    const field = document.getElementById(id) as HTMLTextAreaElement | null;
    field?.select();
    // Without permission, or on a page without https, what is selected can still be copied by hand.
    isCopied.value = await navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} dir="auto" readOnly rows={rows} onFocus={(event) => event.currentTarget.select()}>
        {text}
      </textarea>
      <button type="button" onClick={() => void doCopy()}>
        {isCopied.value && <Icon of="check" />}
        <span role="status">{isCopied.value ? copied : copy}</span>
      </button>
    </div>
  );
}
