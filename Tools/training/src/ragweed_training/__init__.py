"""Training, export, check and score of the weed segmentation network."""
