import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";

/** A search text that stands in the address. It is typed here and told on: the address changes with a delay, in which a key would be lost. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [draft, setDraft] = useState(value);
  const told = useRef<string[]>([]);
  useEffect(() => {
    const echo = told.current.lastIndexOf(value);
    told.current = told.current.slice(echo + 1);
    // Not ours: a link, the back button, "clear filters".
    if (echo < 0) setDraft(value);
  }, [value]);
  return (
    <label className="field filters-text">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        onChange={({ target }) => {
          told.current.push(target.value);
          setDraft(target.value);
          onChange(target.value);
        }}
      />
    </label>
  );
}
