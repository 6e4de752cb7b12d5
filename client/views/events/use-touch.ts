import { useCallback, useEffect, useRef, useState } from "react";

const REST_MS = 3_000;

/** True while the pointer moves on the list and a moment longer: a row must stay where it is while somebody aims at it. */
export function useTouch(): readonly [boolean, (isTouched: boolean) => void] {
  const [isTouched, setTouched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touch = useCallback((isOn: boolean) => {
    clearTimeout(timer.current);
    setTouched(isOn);
    if (isOn) timer.current = setTimeout(() => setTouched(false), REST_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [isTouched, touch];
}
