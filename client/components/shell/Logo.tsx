/** The mast with its basket. */
export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
        <path d="M10 1.5v17" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        <path d="M3.2 8.6h13.6l-2 5H5.2z" fill="var(--accent)" />
        <path d="m10 1.8 4.6 1.9L10 5.6z" fill="var(--high)" />
      </svg>
      <span className="logo-word">Crowsnest</span>
    </span>
  );
}
