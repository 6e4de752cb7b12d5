import { PAGES } from "../../views/pages.tsx";
import { Modal } from "../ui/Modal.tsx";

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [readonly string[], string])[] }[] = [
  {
    title: "Everywhere",
    keys: [
      [["Ctrl", "K"], "Go to a page or an alert"],
      ...PAGES.map((page) => [["g", page.key], `Go to ${page.label}`] as const),
      [["?"], "Show this list"],
    ],
  },
  {
    title: "Alerts",
    keys: [
      [["j"], "Next alert"],
      [["k"], "Previous alert"],
      [["Enter"], "Open why it fired"],
      [["x"], "Select"],
      [["e"], "Acknowledge"],
      [["r"], "Resolve"],
      [["Esc"], "Close, then clear the selection"],
    ],
  },
  {
    title: "Events",
    keys: [
      [["Space"], "Pause and resume"],
      [["Enter"], "Open the event"],
      [["Esc"], "Close"],
    ],
  },
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Modal label="Keyboard shortcuts" onClose={onClose} className="shortcuts">
      <h2 className="shortcuts-title">Keyboard shortcuts</h2>
      <div className="shortcuts-groups">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="muted">{group.title}</h3>
            <dl>
              {group.keys.map(([keys, meaning]) => (
                <div key={meaning} className="shortcut">
                  <dt>{meaning}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className="kbd">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
