/// How a report page looks, on screens and on paper, and how its map is moved.
enum PageStyle {
  /// The style sheet.
  static let sheet = """
    body{font:16px/1.45 system-ui,sans-serif;color:#1d2a20;background:#fff;margin:0 auto;max-width:1000px;padding:16px}
    h1{font-size:1.6em;margin:.2em 0}h2{font-size:1.15em;margin:1.6em 0 .5em;border-bottom:2px solid #3a6b35}
    .lead{font-size:1.15em;font-weight:600}.note{color:#4d5a50;font-size:.9em}
    .warning{border-left:6px solid #c45a00;background:#fff3e6;padding:8px 12px;margin:12px 0}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}dt{color:#4d5a50}dd{margin:0;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:4px 8px;border-bottom:1px solid #d5dcd6;\
    text-align:right;vertical-align:middle;white-space:nowrap}th:first-child,td:first-child,td.left,th.left{text-align:left}
    .frame{position:relative;border:1px solid #9aa79c;background:#f4f6f3}#map{display:block;width:100%;max-height:80vh;\
    touch-action:pan-y}#map.moved{touch-action:none}
    .bar{display:flex;flex-wrap:wrap;gap:4px 14px;margin:8px 0;align-items:center}.bar button{font:inherit;min-width:40px;\
    min-height:40px}.bar i{display:inline-block;width:14px;height:14px;margin-right:4px;vertical-align:-2px}
    .ground{fill:none;stroke:#009e73;stroke-width:2}.patches path{fill-opacity:.35;stroke-width:1.2}
    .numbers text,.parcels text{font:600 17px system-ui,sans-serif;text-anchor:middle;dominant-baseline:middle;fill:#000;\
    stroke:#fff;stroke-width:4px;paint-order:stroke}.parcels text{fill:#0072b2}
    .parcels path{fill:none;stroke:#0072b2;stroke-width:2;stroke-dasharray:8 5}
    .grid path{stroke:#1d2a20;stroke-opacity:.35;fill:none}.grid text{font:15px system-ui,sans-serif;fill:#1d2a20;\
    stroke:#fff;stroke-width:3px;paint-order:stroke}.grid .scale path{stroke-opacity:1;stroke-width:3}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:8px}.card{display:flex;gap:10px;\
    border:1px solid #d5dcd6;padding:6px;font-size:.88em}.cut{flex:none;width:110px;height:110px;display:block}.cut path{fill:none;stroke-width:2}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:16px}.plots svg{width:100%}
    .plots rect{fill:#3a6b35}.plots text{font:12px system-ui,sans-serif;fill:#1d2a20;text-anchor:middle}
    .plots h3{font-size:1em;margin:.3em 0}
    @media(max-width:600px){body{padding:10px;font-size:15px}dl{grid-template-columns:1fr}dt{margin-top:4px}.numbers text,.parcels text{font-size:32px}.grid text{font-size:28px}}
    @media print{@page{size:A4;margin:14mm}body{max-width:none;padding:0;font-size:10.5pt}.bar button,.bar label\
    {display:none}h2{break-after:avoid}tr,.frame,.card,.plots>div{break-inside:avoid}#map{max-height:170mm}}
    """

  /// The program that shows and hides layers, and moves the map by buttons, wheel and fingers.
  static let program = """
    (function(){var m=document.getElementById('map');if(!m)return;var f=m.getAttribute('viewBox').split(' ').map(Number),\
    v=f.slice(),d=null;function s(){m.setAttribute('viewBox',v.join(' '));m.classList.toggle('moved',v[2]<f[2]);}
    function z(k,x,y){var w=Math.min(f[2],v[2]*k),h=w*f[3]/f[2];v=[v[0]+(v[2]-w)*x,v[1]+(v[3]-h)*y,w,h];b();s();}
    function b(){v[0]=Math.max(0,Math.min(f[2]-v[2],v[0]));v[1]=Math.max(0,Math.min(f[3]-v[3],v[1]));}
    document.querySelectorAll('[data-zoom]').forEach(function(e){e.onclick=function(){var k=+e.dataset.zoom;\
    if(k)z(k,.5,.5);else{v=f.slice();s();}};});
    document.querySelectorAll('[data-layer]').forEach(function(e){e.onchange=function(){\
    document.querySelectorAll('#map .'+e.dataset.layer).forEach(function(g){g.style.display=e.checked?'':'none';});};});
    m.addEventListener('wheel',function(e){if(!e.ctrlKey&&v[2]>=f[2]&&e.deltaY>0)return;e.preventDefault();\
    var r=m.getBoundingClientRect();z(e.deltaY<0?.8:1.25,(e.clientX-r.left)/r.width,(e.clientY-r.top)/r.height);},{passive:false});
    m.onpointerdown=function(e){if(v[2]<f[2]){d=[e.clientX,e.clientY];m.setPointerCapture(e.pointerId);}};
    m.onpointermove=function(e){if(!d)return;var k=v[2]/m.getBoundingClientRect().width;v[0]-=(e.clientX-d[0])*k;\
    v[1]-=(e.clientY-d[1])*k;d=[e.clientX,e.clientY];b();s();};m.onpointerup=function(){d=null;};})();
    """
}
