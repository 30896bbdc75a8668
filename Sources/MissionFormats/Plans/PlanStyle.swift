/// The styles of a plan's page, on a screen and on paper.
enum PlanStyle {
  static let text = """
    :root { color-scheme: light; --ink: #222; --soft: #666; --line: #ddd; }
    body { margin: 24px auto; max-width: 1400px; padding: 0 20px; font: 15px/1.45 sans-serif; color: var(--ink); }
    h1 { margin: 0; font-size: 26px; }
    h2 { margin: 22px 0 6px; font-size: 17px; }
    .lead { margin: 4px 0 16px; color: var(--soft); }
    main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(300px, 2fr); gap: 28px; align-items: start; }
    @media (max-width: 900px) { main { grid-template-columns: minmax(0, 1fr); } }
    .map > svg, .profiles svg { display: block; width: 100%; height: auto; margin-top: 8px; border: 1px solid var(--line); }
    .map label { margin: 0 14px 0 4px; font-size: 13px; color: var(--soft); }
    h2.first, .figures h2:first-child { margin-top: 0; }
    tr.group th { padding-top: 8px; color: var(--ink); font-weight: bold; }
    tr.part th { padding-left: 14px; }
    .sorties th { white-space: nowrap; }
    .sorties td, .sorties th { padding-right: 10px; text-align: right; }
    .sorties td:first-child, .sorties th:first-child { text-align: left; white-space: nowrap; }
    .note { margin: 4px 0; font-size: 13px; color: var(--soft); }
    ul.checks { margin: 0; padding: 0; list-style: none; }
    ul.checks li { margin: 3px 0; padding-left: 22px; text-indent: -22px; }
    ul.checks li::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 9px;
      border: 1.3px solid var(--ink); border-radius: 2px; vertical-align: -1px; }
    .legend { margin: 8px 0; font-size: 13px; color: var(--soft); }
    .legend span { margin-right: 14px; white-space: nowrap; }
    .legend svg { width: 26px; height: 14px; margin-right: 4px; vertical-align: -2px; }
    tr.binding th, tr.binding td { color: var(--ink); background: #fff7e6; font-weight: bold; }
    figure { margin: 12px 0; }
    figcaption { font-size: 13px; color: var(--soft); }
    .profile text { font: 12px sans-serif; fill: #666; }
    .profile .grid { fill: none; stroke: #eee; }
    .profile .ground { fill: #d9cfc0; stroke: #7a6a55; }
    .profile .flight { fill: none; stroke: #555; stroke-dasharray: 4 3; }
    .profile .height { fill: none; stroke-width: 1.2; }
    .profile .wanted { fill: #eef3e2; }
    .end { text-anchor: end; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    td, th { padding: 3px 8px 3px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    th { font-weight: normal; color: var(--soft); }
    .swatch { display: inline-block; width: 14px; height: 14px; border-radius: 3px; vertical-align: -2px; }
    ul.limits { margin: 0 0 16px; padding: 0; list-style: none; }
    ul.limits li { margin: 4px 0; padding: 6px 10px; border-left: 4px solid #E69F00; background: #fff7e6; }
    ul.limits li.heeded { border-color: #6b8e23; background: #f2f6e8; }
    ul.limits li.change { border-color: #0072B2; background: #eaf4fb; }
    .field { fill: #eef3e2; stroke: #4d6b2a; stroke-width: 1.5; fill-rule: evenodd; }
    .hole { fill: #c9c2b8; stroke: #7a6a55; stroke-width: 1; }
    .transits path { fill: none; stroke: #555; stroke-width: 1; stroke-dasharray: 4 3; }
    .footprints path { stroke: none; fill-opacity: 0.1; }
    .arrow { fill: #222; stroke: #fff; stroke-width: 0.8; }
    .number { font: 11px sans-serif; text-anchor: middle; fill: #222; stroke: #fff; stroke-width: 3; paint-order: stroke; }
    .takeoff { fill: #b00020; stroke: #fff; stroke-width: 1.5; }
    .mark { font: bold 10px sans-serif; text-anchor: middle; fill: #fff; }
    .middle { text-anchor: middle; }
    #order:not(:checked) ~ svg .order, #footprints:not(:checked) ~ svg .footprints, #captures:not(:checked) ~ svg .captures,
    #transits:not(:checked) ~ svg .transits { display: none; }
    @page { size: A4; margin: 12mm; }
    @media print {
      body { margin: 0; padding: 0; max-width: none; font-size: 10px; }
      h1 { font-size: 18px; } h2 { font-size: 13px; margin: 10px 0 4px; break-after: avoid; }
      main { display: block; }
      .map > svg { width: auto; max-width: 100%; max-height: 120mm; margin-left: auto; margin-right: auto; }
      .map input, .map > label { display: none; }
      tr, li, figure { break-inside: avoid; }
      .note, .legend, .lead, figcaption { font-size: 9px; }
      .figures h2:first-child { margin-top: 10px; }
      .profile svg { max-height: 70mm; }
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
    }
    """
}
