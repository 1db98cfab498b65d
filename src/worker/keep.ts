/** What is found once for all who ask for it by name; a search that failed is forgotten, so that the next goes afresh. */
export function keepFound<Name, Found>(find: (name: Name) => Promise<Found>): (name: Name) => Promise<Found> {
  const found = new Map<Name, Promise<Found>>();
  return (name) => {
    const known = found.get(name);
    if (known) return known;
    const finding = find(name);
    found.set(name, finding);
    finding.catch(() => found.delete(name));
    return finding;
  };
}
