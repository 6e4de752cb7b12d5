/** "61,500 USD", or with cents below 100 USD; the same in every language. */
export function usd(value: number): string {
  const text = Math.abs(value) < 100 ? value.toFixed(2) : String(Math.round(value));
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${fraction === undefined || fraction === "00" ? grouped : `${grouped}.${fraction}`} USD`;
}

/** "1 customer", "61 customers". */
export function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
