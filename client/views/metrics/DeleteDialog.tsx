import type { Metric } from "../../../shared/metrics.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Modal } from "../../components/ui/Modal.tsx";

/** Asks once more: what is deleted does not come back by itself. */
export function DeleteDialog({ metric, onDelete, onClose }: { metric: Metric; onDelete: () => void; onClose: () => void }) {
  return (
    <Modal label={`Delete ${metric.name}`} onClose={onClose} className="dialog">
      <h2 className="shortcuts-title">Delete {metric.name}?</h2>
      <p>Nothing watches for it any more. Its alerts and its versions stay in the history.</p>
      <footer className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" onClick={onDelete}>
          Delete the metric
        </Button>
      </footer>
    </Modal>
  );
}
