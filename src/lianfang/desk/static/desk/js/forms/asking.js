// Which sections are asked for now: `show_if` and `needed_if` of a kind, {field: [values]}, all of which must hold.

/** A judge over drawn sections and what is fixed: {asked(section), needed(section)}. */
export const asking = (sections, fixed) => {
  const byName = new Map(sections.map((section) => [section.spec.name, section]));

  const given = (name) => {
    if (name in fixed) return fixed[name];
    const section = byName.get(name);
    if (!section || section.spec.control === "part" || !asked(section)) return undefined;
    return section.fields.get(name).control.get();
  };

  const holds = (condition) => Object.entries(condition).every(([name, wanted]) => {
    const values = [given(name) ?? []].flat().map(String);
    return wanted.some((value) => values.includes(String(value)));
  });

  const asked = ({ spec }) => holds(spec.show_if ?? {});
  const needed = ({ spec }) => Boolean(spec.required) || (spec.needed_if !== undefined && holds(spec.needed_if));
  return { asked, needed };
};
