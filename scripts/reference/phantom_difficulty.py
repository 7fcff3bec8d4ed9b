"""How hard a cohort of phantoms is to grade, from its files alone.

    scripts/glioma make-phantom-cohort output=phantoms high=313 low=87 seed=1 size=96x96x62 spacing=2.5
    python scripts/reference/phantom_difficulty.py phantoms [phantoms-of-another-seed ...]

Prints for each cohort the area under the ROC curve of a logistic rule on four features that are taken from the true
segmentation, each patient scored by a rule fitted to the other four fifths of the cohort (stratified by grade, shuffled
with random_state=0):

    volume of label 4 / whole            volume of label 2 / (1 + 4)
    volume of label 1 / whole            mean T1CE of the core (1 and 4) / of the brain outside the tumour

where whole = 1 + 2 + 4 and the brain is where T1CE is not 0. A tumour without a core (which no phantom has) counts as
one with a core of one voxel as bright as the brain; a patient without any tumour is an error. Features are standardised;
the regression is scikit-learn's with its defaults. The exit status is 1 where an area lies outside 0.93 to 0.97.

Also printed: the area of each feature alone, of the tumour's size and of its site's three coordinates (near 0.5: these do
not follow the grade), and how many patients of each grade do not enhance.
Made with Python 3.11, numpy 2.4.6, nibabel 5.4.2 and scikit-learn 1.9.1.
"""
import csv
import sys
from multiprocessing import Pool
from pathlib import Path

import nibabel as nib
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LOWEST, HIGHEST = 0.93, 0.97


def measure(folder):
    """The four features, then the tumour's volume in ml and its centre in mm."""
    seg_file = nib.load(folder / f"{folder.name}_seg.nii.gz")
    seg = np.asarray(seg_file.dataobj)
    t1ce = np.asarray(nib.load(folder / f"{folder.name}_t1ce.nii.gz").dataobj).astype(float)
    one, two, four = ((seg == label).sum() for label in (1, 2, 4))
    whole = one + two + four
    if whole == 0:
        raise ValueError(f"{folder}: no tumour")
    core = (seg == 1) | (seg == 4)
    brain = t1ce[(t1ce > 0) & (seg == 0)].mean()
    contrast = t1ce[core].mean() / brain if core.any() else 1
    centre = nib.affines.apply_affine(seg_file.affine, np.argwhere(seg > 0).mean(0))
    volume = whole * abs(np.linalg.det(seg_file.affine[:3, :3])) / 1000
    return [four / whole, one / whole, two / max(1, one + four), contrast, volume, *centre]


def difficulty(cohort):
    with open(cohort / "name_mapping.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    high = np.array([row["Grade"] == "HGG" for row in rows])
    with Pool() as pool:
        values = np.array(pool.map(measure, [cohort / row["BraTS_2020_subject_ID"] for row in rows]))
    features = values[:, :4]
    rule = make_pipeline(StandardScaler(), LogisticRegression())
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_val_predict(rule, features, high, cv=folds, method="predict_proba")[:, 1]
    area = roc_auc_score(high, scores)
    alone = [f"{roc_auc_score(high, column):.3f}" for column in values.T]
    dull = values[:, 0] == 0
    print(f"{cohort}: {high.sum()} HGG, {(~high).sum()} LGG, AUC {area:.4f}; each feature alone {' '.join(alone[:4])}; "
          f"size {alone[4]}, site {' '.join(alone[5:])}; not enhancing: {dull[high].sum()} HGG, {dull[~high].sum()} LGG")
    return area


if __name__ == "__main__":
    areas = [difficulty(Path(cohort)) for cohort in sys.argv[1:]]
    sys.exit(0 if all(LOWEST <= area <= HIGHEST for area in areas) else 1)
