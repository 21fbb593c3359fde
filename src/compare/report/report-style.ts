/** The report's style: prints, narrow screens, dark and light. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--page:#f5f6f9;--text:#1b2230;--quiet:#586276;--line:#dde2ea;--accent:#3355c0;--good:#00805f;--bad:#b3261e;--band0:rgb(51 85 192/7%);--band1:rgb(0 128 95/12%)}
@media (prefers-color-scheme:dark){:root{--ground:#171c25;--page:#0f1218;--text:#e4e8f0;--quiet:#98a2b5;--line:#2c3340;--accent:#8ea6ff;--good:#2fb893;--bad:#ff8a78;--band0:rgb(142 166 255/10%);--band1:rgb(47 184 147/16%)}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
header,main{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}
h2{font-size:1.05rem;margin:0 0 .75rem}
h3{font-size:1rem;margin:.6rem 0 0}
section{background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin:1.1rem 0}
.quiet,small{color:var(--quiet)}
td.besides{color:var(--quiet);font-size:.8125rem}
.quiet{margin:.15rem 0;font-size:.875rem}
small{font-weight:400;font-size:.8em}
.verdict{margin:0;padding-left:1.1rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.9rem;background:none;border:0;padding:0}
.cards article{background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:.75rem}
.picture{aspect-ratio:4/5;border-radius:7px;overflow:hidden;background:#cfd6e0;display:grid;place-items:center}
.picture img{width:100%;height:100%;object-fit:cover}
.no-picture{color:#47505f;font-size:.85rem}
.cards dl{margin:.5rem 0 0}
.cards dl div{display:flex;justify-content:space-between;gap:.5rem;border-top:1px solid var(--line);padding:.25rem 0;font-size:.85rem}
dt{color:var(--quiet)}
dd{margin:0;white-space:nowrap;font-variant-numeric:tabular-nums}
.trouble{color:var(--bad);margin:.3rem 0;font-size:.85rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th[scope=row],table.all td,table.all th{text-align:left;font-weight:500}
td small{white-space:nowrap}
thead th{font-weight:600}
td.best{font-weight:700;color:var(--good)}
figure{margin:0 0 1rem}
figcaption{font-size:.9rem;font-weight:600;margin-bottom:.25rem}
svg{width:100%;height:auto;display:block}
svg text{font-size:12px;fill:var(--text)}
svg .label{text-anchor:end}
svg .tick{text-anchor:middle;fill:var(--quiet)}
svg .none{fill:var(--quiet)}
.grid{stroke:var(--line)}
.band0{fill:var(--band0)}.band1{fill:var(--band1)}
.dot{fill:var(--accent);fill-opacity:.55}
.median{stroke:var(--text);stroke-width:2}
summary{cursor:pointer;font-weight:600}
.meanings{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.875rem}
.meanings dd{white-space:normal}
@media (max-width:40rem){header,main{padding:0 .75rem}section{padding:.9rem}h1{font-size:1.4rem}.cards{grid-template-columns:1fr 1fr}.meanings{display:block}.meanings dd{margin:0 0 .5rem}th,td{padding:.35rem .4rem}}
@media print{body{background:#fff}section,.cards article{break-inside:avoid}}
`;
