"""Pages of figures: objectives, measures, areas. Arrange what the desk gives; count nothing."""
