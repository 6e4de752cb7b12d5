import { Eye, EyeOff, KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { setToken } from "../../api/token.ts";
import { Logo } from "../../components/shell/Logo.tsx";
import { Button } from "../../components/ui/Button.tsx";
import "./sign-in.css";

/** Asks for a token. It stays in this tab and travels only in the Authorization header and the socket's handshake. */
export function SignIn({ isRetry }: { isRetry: boolean }) {
  const [text, setText] = useState("");
  const [isVisible, setVisible] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") setToken(text.trim());
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit}>
        <Logo />
        <h1 className="sign-in-title">Sign in</h1>
        <p className="muted">
          This server asks for a token. An administrator finds it in <code>API_TOKENS</code>, as <code>name:role:secret</code>; enter the
          secret.
        </p>
        <label className="sign-in-label" htmlFor="token">
          Token
        </label>
        <div className="field sign-in-field">
          <KeyRound size={14} aria-hidden="true" />
          <input
            id="token"
            name="token"
            type={isVisible ? "text" : "password"}
            autoComplete="current-password"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the page has this one field and nothing else to do.
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={isRetry}
            aria-describedby="token-help"
          />
          <button
            type="button"
            className="sign-in-reveal"
            aria-label={isVisible ? "Hide the token" : "Show the token"}
            onClick={() => setVisible(!isVisible)}
          >
            {isVisible ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
          </button>
        </div>
        <p id="token-help" className={isRetry ? "sign-in-error" : "muted"} role={isRetry ? "alert" : undefined}>
          {isRetry ? "The server did not accept that token." : "It is kept in this tab only and forgotten when the tab closes."}
        </p>
        <Button type="submit" variant="primary" className="sign-in-submit" disabled={text.trim() === ""}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
