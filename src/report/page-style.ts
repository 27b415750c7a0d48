/**
 * The style of the page: light and dark, wide and narrow, screen and paper. Each colour has a contrast of 4.5 or more
 * with its background.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--back:#fff;--box:#f6f8fa;--line:#d1d9e0;--link:#0a5cc2;--good:#17712f;--warned:#7d4e00;--unclear:#7d4e00;--bad:#b3202b}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#a2abb5;--back:#0d1117;--box:#161b22;--line:#3d444d;--link:#6cb6ff;--good:#56d364;--warned:#e3b341;--unclear:#e3b341;--bad:#ff7b72}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem;padding-left:.75rem;border-left:.4rem solid}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
h1,h2,p,li,td{overflow-wrap:anywhere}
a{color:var(--link)}
small{color:var(--soft)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em;background:var(--box)}
code{padding:.1em .3em;border-radius:.25em}
pre{padding:.75rem;border:1px solid var(--line);overflow:auto;max-height:32rem;white-space:pre-wrap;overflow-wrap:anywhere}
.advice{background:var(--box);border-left:.25rem solid var(--link);padding:.5rem .75rem}
.good{color:var(--good)}.warned{color:var(--warned)}.unclear{color:var(--unclear)}.bad{color:var(--bad)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--box);font-weight:600}
tbody th{font-weight:600}
td{min-width:4.5rem}
table .good,table .bad,table .warned{white-space:nowrap}
.bar{height:.9rem;min-width:2px;background:currentColor;border-radius:2px}
td:has(.bar){width:35%;min-width:7rem;vertical-align:middle}
@media (max-width:40rem){h1{font-size:1.35rem}table{font-size:.9rem}th,td{padding:.35rem .3rem}table:has(.bar) th:last-child,td:has(.bar){display:none}}
@media print{:root{color-scheme:light;--text:#000;--soft:#333;--back:#fff;--box:#fff;--line:#999;--link:#000;--good:#17712f;--warned:#7d4e00;--unclear:#7d4e00;--bad:#b3202b}
main{max-width:none;padding:0}pre{max-height:none;overflow:visible}.wide{overflow:visible}
h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}
pre{-webkit-box-decoration-break:clone;box-decoration-break:clone}
a[href]::after{content:"(" attr(href) ")";display:inline-block;margin-left:.4em;font-size:.75em;line-height:1.3;max-width:100%;overflow-wrap:anywhere}.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
