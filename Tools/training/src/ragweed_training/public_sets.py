"""Public sets of weeds from the air: what they hold, what they are good for, where they are.

Facts come from the sets' own pages, papers and records; where one is not known here, it says so.
None has ragweed pixel masks. This project trains on none of them: they are for checking only, so
that scores on them stay those of unseen fields. A user may train on what its licence allows.
"""

from __future__ import annotations

from dataclasses import dataclass

GREEN_BOXES = (
    "ragweed-import --boxes green makes masks of boxes, in the format of the set's labels (yolo, "
    "voc, coco, cvat); --rest unknown where not every plant has one"
)
CHECKING_ONLY = "here for checking only, never for training; your own models may be trained on it"


@dataclass(frozen=True)
class PublicSet:
    """A set that somebody else published."""

    name: str
    title: str
    species: str
    labels: str
    ground_sampling: str
    licence: str
    good_for: str
    page: str
    use: str = CHECKING_ONLY
    # A Zenodo record states size and MD5 of each of its files.
    zenodo: str | None = None
    # An archive of which no checksum is known here: its own CRCs are checked, its SHA-256 is noted.
    url: str | None = None
    about_mb: int | None = None
    # What it is made of, where that is more than one set.
    parts: tuple[str, ...] = ()
    # How `ragweed-import` reads it, or why it cannot.
    next_step: str = ""


PUBLIC_SETS = (
    PublicSet(
        name="weedsgalore",
        title="WeedsGalore (Celikkan et al., WACV 2025, arXiv 2502.13103)",
        species="maize and four classes of weeds; no ragweed class",
        labels="masks, semantic and by plant",
        ground_sampling="0.25 cm/px, drone, five bands as single PNG files",
        licence="CC BY 4.0",
        good_for="weed against maize from the air, at the usual ground sampling of this project",
        page="https://github.com/GFZ/weedsgalore",
        url="https://doidata.gfz.de/weedsgalore_e_celikkan_2024/weedsgalore-dataset.zip",
        about_mb=321,
        next_step="merge the R, G and B files of each picture into one, then ragweed-import "
        "--format masks; its own splits are in splits/",
    ),
    PublicSet(
        name="cofly-weeddb",
        title="CoFly-WeedDB (Krestenitis et al., Data in Brief 45, 2022, 108575)",
        species="johnson grass, field bindweed and purslane in cotton; the cotton is background",
        labels="masks",
        ground_sampling="not stated; drone at 5 m, 1280 x 720 px: about 0.6 cm/px if the whole "
        "width of the sensor was kept",
        licence="as the record states it",
        good_for="weeds from the air over a crop that no model here has seen; 201 pictures of one "
        "field and one flight",
        page="https://zenodo.org/records/6697343",
        zenodo="6697343",
        next_step="ragweed-import --format masks --group-by picture on labels_1d; all pictures are "
        "of one flight: score all three splits, train on none",
    ),
    PublicSet(
        name="phenobench",
        title="PhenoBench v1.1 (Weyler et al., T-PAMI 2024, arXiv 2306.04557)",
        species="sugar beet and weeds in one class",
        labels="masks, semantic, by plant and by leaf",
        ground_sampling="0.1 cm/px, drone at 21 m",
        licence="CC BY-SA 4.0",
        good_for="weed against sugar beet, which the shipped models confuse",
        page="https://www.phenobench.org/dataset.html",
        url="https://www.phenobench.org/data/PhenoBench-v110.zip",
        about_mb=7600,
        next_step="ragweed-import --format masks on train/ and val/; the labels of its test split "
        "are not public",
    ),
    PublicSet(
        name="imageweeds",
        title="ImageWeeds (Rai et al., Data in Brief 51, 2023, 109691; NDSU)",
        species="common ragweed and other weeds of North Dakota; 878 single-plant pictures and 277 "
        "aerial ones have ragweed",
        labels="boxes",
        ground_sampling="not stated; drone (Phantom 4 Pro) and hand-held in a greenhouse",
        licence="as the record states it",
        good_for="whether a model finds anything where a box says ragweed: real ragweed, from the "
        "air too, but no outlines",
        page="https://data.mendeley.com/datasets/8kjcztbjz2/2",
        next_step=GREEN_BOXES,
    ),
    PublicSet(
        name="3seasonweeddet10",
        title="3SeasonWeedDet10 (Michigan and Mississippi, 2021 to 2023)",
        species="ten weeds, common ragweed among them (in 719 pictures)",
        labels="boxes",
        ground_sampling="not stated; hand-held cameras and telephones near the ground",
        licence="as the record states it",
        good_for="real ragweed near the ground, over three seasons; no outlines",
        page="https://zenodo.org/records/14861516",
        zenodo="14861516",
        next_step=GREEN_BOXES,
    ),
    PublicSet(
        name="weed-crop-rgb",
        title="Weed-crop RGB (NDSU, doi 10.17632/mthv4ppwyw.2)",
        species="weeds in eight crops; common ragweed in 495 of 1120 pictures",
        labels="boxes",
        ground_sampling="not stated",
        licence="as the record states it",
        good_for="real ragweed beside several crops; no outlines",
        page="https://data.mendeley.com/datasets/mthv4ppwyw/2",
        next_step=GREEN_BOXES,
    ),
    PublicSet(
        name="ragweed-multiscale-surveillance",
        title="ragweed-multiscale-surveillance (Zenodo 23082720)",
        species="common ragweed",
        labels="boxes",
        ground_sampling="several, see the record",
        licence="CC BY 4.0",
        good_for="real ragweed at several scales, from a drone too; no outlines. A detector of one "
        "of its sites does badly at another: train on several",
        page="https://zenodo.org/records/23082720",
        zenodo="23082720",
        parts=(
            "a set of 2065 pictures",
            "a set of 659 pictures",
            "a drone set of 1870 pictures of 2048 x 2048 px, four classes",
        ),
        next_step="its archives come in pieces of 80 MB, which get joins; --only PATTERN gets one "
        f"of the three sets. {GREEN_BOXES}",
    ),
)


def public_set(name: str) -> PublicSet:
    """Find a set by its name.

    Raises:
        ValueError: There is none of that name.
    """
    for entry in PUBLIC_SETS:
        if entry.name == name:
            return entry
    raise ValueError(
        f"no public set is called {name!r}; known are {', '.join(s.name for s in PUBLIC_SETS)}"
    )


def describe(entry: PublicSet) -> str:
    """Put what is known of a set into a few lines."""
    size = f", about {entry.about_mb} MB" if entry.about_mb else ""
    return "\n".join(
        [
            f"{entry.name}: {entry.title}",
            f"  species          {entry.species}",
            f"  labels           {entry.labels}",
            f"  ground sampling  {entry.ground_sampling}",
            f"  licence          {entry.licence}",
            *(f"  part             {part}" for part in entry.parts),
            f"  good for         {entry.good_for}",
            f"  training         {entry.use}",
            f"  where            {entry.page}{size}",
            f"  next             {entry.next_step}",
        ]
    )
