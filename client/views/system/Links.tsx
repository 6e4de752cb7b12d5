import { ExternalLink } from "lucide-react";
import { Panel } from "../../components/ui/Page.tsx";

const LINKS: readonly { readonly href: string; readonly title: string; readonly about: string }[] = [
  { href: "/docs", title: "API reference", about: "OpenAPI 3.1, to be tried out" },
  { href: "/openapi.json", title: "OpenAPI document", about: "/openapi.json" },
  { href: "/asyncapi.json", title: "AsyncAPI document", about: "socket and SSE channels" },
  { href: "/metrics", title: "Measurements", about: "Prometheus text" },
  { href: "/health", title: "Health", about: "for load balancers" },
];

/** What the server says of itself to programs. */
export function Links() {
  return (
    <Panel id="links-title" title="For programs">
      <ul className="links">
        {LINKS.map(({ href, title, about }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noreferrer">
              {title}
              <ExternalLink size={12} aria-hidden="true" />
            </a>
            <span className="muted">{about}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
