import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/** A menu under its trigger. Not modal: the page stays readable, and nothing has to be locked. */
export function Menu({ trigger, children, label }: { trigger: ReactElement; children: ReactNode; label: string }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8} aria-label={label}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuText({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-text">{children}</DropdownMenu.Label>;
}

/** One of several values; the chosen one has a tick. */
export function MenuChoices<T extends string>({
  value,
  choices,
  onChoose,
}: {
  value: T;
  choices: readonly { readonly value: T; readonly label: ReactNode }[];
  onChoose: (value: T) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChoose(next as T)}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className="menu-item">
          <span className="menu-tick">
            <DropdownMenu.ItemIndicator>
              <Check size={14} aria-hidden="true" />
            </DropdownMenu.ItemIndicator>
          </span>
          {choice.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** Several of several values; the menu stays open while they are ticked. */
export function MenuTicks<T extends string>({
  values,
  choices,
  onChange,
}: {
  values: readonly T[];
  choices: readonly { readonly value: T; readonly label: ReactNode }[];
  onChange: (values: T[]) => void;
}) {
  const toggle = (value: T) => onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  return choices.map((choice) => (
    <DropdownMenu.CheckboxItem
      key={choice.value}
      className="menu-item"
      checked={values.includes(choice.value)}
      onCheckedChange={() => toggle(choice.value)}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="menu-tick">
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden="true" />
        </DropdownMenu.ItemIndicator>
      </span>
      {choice.label}
    </DropdownMenu.CheckboxItem>
  ));
}

/** A menu where the pointer was, open as long as it is rendered. */
export function PointMenu({
  x,
  y,
  label,
  onClose,
  children,
}: {
  x: number;
  y: number;
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: "fixed", left: x, top: y, width: 1, height: 1 }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" collisionPadding={8} aria-label={label}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
