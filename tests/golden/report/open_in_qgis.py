"""open_in_qgis.py REPORT.gpkg PICTURE: opens the project inside a report in QGIS, and draws it."""
import sys
from qgis.core import QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsProject
from qgis.PyQt.QtCore import QSize

report, picture = sys.argv[1:]
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
assert project.read(f"geopackage:{report}?projectName=Didban"), "QGIS does not open the project"
layers = {l.source().split("layername=")[1]: l for l in project.mapLayers().values()}
assert set(layers) == {"findings", "parcels", "changes"}, layers
for name, layer in layers.items():
    assert layer.isValid() and layer.featureCount() > 0, name
    assert layer.renderer().type() == "categorizedSymbol", name
    named = [layer.attributeAlias(i) for i in range(1, layer.fields().count())]
    assert all(" / " in alias for alias in named), (name, named)
assert project.crs().authid() == "EPSG:32638", project.crs().authid()
shown = [l for l in project.layerTreeRoot().checkedLayers()]
assert [l.source().split("layername=")[1] for l in shown] == ["findings", "parcels"], shown
settings = QgsMapSettings()
settings.setLayers(shown)
settings.setDestinationCrs(project.crs())
settings.setExtent(layers["parcels"].extent())
settings.setOutputSize(QSize(400, 300))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
image.save(picture)
colours = {image.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 300, 2)}
assert len(colours) > 5, f"the picture has the colours {colours} alone"
app.exitQgis()
