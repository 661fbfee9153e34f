/** Close to Grafana's dark theme. */
export const STYLE = `
*{box-sizing:border-box}
body{margin:0;position:relative;background:#111217;color:#ccccdc;font:13px Inter,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif}
h1{font-size:20px;font-weight:500;margin:0}
.head{position:absolute;left:16px;right:16px;top:10px;height:30px;display:flex;align-items:center;gap:20px}
.preview{color:#111217;background:#f2cc0c;border-radius:3px;padding:3px 10px;font-weight:600}
.time{margin-left:auto;color:rgba(204,204,220,.75)}
.variables{position:absolute;left:16px;top:44px;display:flex;gap:12px}
.variable{border:1px solid rgba(204,204,220,.2);border-radius:3px;padding:3px 8px;background:#181b1f}
.mark{display:inline-block;width:0;height:11px;border-left:2px dashed #b877d9;vertical-align:-1px}
.panel,.group{position:absolute;overflow:hidden}
.panel{background:#181b1f;border:1px solid rgba(204,204,220,.12);border-radius:3px;padding:0 7px 7px}
.group{font-size:16px;font-weight:500;line-height:30px}
h2{font-size:14px;font-weight:500;margin:0;height:32px;line-height:32px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
svg{display:block}
svg text{font-size:11px;fill:rgba(204,204,220,.75)}
svg text.state{fill:#fff;font-size:12px}
.nothing{height:70%;display:flex;align-items:center;justify-content:center;color:rgba(204,204,220,.65)}
.stats{display:flex;gap:4px;height:calc(100% - 32px)}
.stat{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;border-radius:2px;color:#fff;font-weight:500;line-height:1.15;white-space:nowrap;text-shadow:0 0 3px rgba(0,0,0,.35)}
.stat .name{font-size:13px}
.legend{display:flex;flex-wrap:wrap;gap:0 14px;overflow:hidden;font-size:12px;line-height:18px;padding:3px 8px 0}
.legend span{white-space:nowrap}
.legend i{display:inline-block;width:14px;height:4px;border-radius:2px;margin-right:6px;vertical-align:3px}
.bars .row{display:flex;align-items:center;gap:10px;font-size:12px}
.bars .row span{width:36%;text-align:right;white-space:nowrap;overflow:hidden}
.bars .row b{width:17%;font-weight:500}
.bars .bar{flex:1;height:72%;background:rgba(204,204,220,.08)}
.bars .bar div{height:100%}
table{border-collapse:collapse;width:100%}
th{text-align:left;color:#6e9fff;font-weight:500;padding:6px 10px;border-bottom:1px solid rgba(204,204,220,.12)}
td{padding:6px 10px;border-bottom:1px solid rgba(204,204,220,.08)}
td.number{font-variant-numeric:tabular-nums}
`
