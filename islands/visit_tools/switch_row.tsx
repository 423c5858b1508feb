export interface SwitchRowProps {
  label: string;
  help?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Something that is on or off, with its words beside it. */
export function SwitchRow({ label, help, on, onChange }: SwitchRowProps) {
  return (
    <label class="switch-row">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
    </label>
  );
}
