import { Tooltip } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/** Text that appears on hover and on focus, beside an element that makes sense without it. */
export function Tip({
  text,
  children,
  side = "bottom",
}: {
  text: ReactNode;
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
}) {
  return (
    <Tooltip.Root delayDuration={300}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
