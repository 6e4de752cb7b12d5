/** Groups of what is linked with one another, directly or through others; in the order of `items`, each alone where nothing is linked. */
export function connected<T extends object>(items: readonly T[], linked: (a: T, b: T) => boolean): T[][] {
  const left = [...items];
  const groups: T[][] = [];
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const group = [first];
    for (const member of group) {
      const near = new Set(left.filter((other) => linked(member, other)));
      group.push(...near);
      left.splice(0, left.length, ...left.filter((other) => !near.has(other)));
    }
    groups.push(items.filter((item) => group.includes(item)));
  }
  return groups;
}
