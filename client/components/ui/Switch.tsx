import { Switch as Radix } from "radix-ui";

/** On or off, at once. */
export function Switch({
  label,
  isOn,
  disabled = false,
  onChange,
}: {
  label: string;
  isOn: boolean;
  disabled?: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <Radix.Root className="switch" aria-label={label} checked={isOn} disabled={disabled} onCheckedChange={onChange}>
      <Radix.Thumb className="switch-thumb" />
    </Radix.Root>
  );
}
