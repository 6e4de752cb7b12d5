import type { ReactNode } from "react";

/** A page that is read from top to bottom: its name, what it is for, and what can be done. */
export function Page({ title, lede, actions, children }: { title: ReactNode; lede?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1 className="page-title">{title}</h1>
          {lede ? <p className="page-lede">{lede}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A framed part of a page. */
export function Panel({
  id,
  title,
  side,
  className = "",
  children,
}: {
  id: string;
  title: ReactNode;
  side?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {side}
      </header>
      {children}
    </section>
  );
}
