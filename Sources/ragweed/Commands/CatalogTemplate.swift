/// A catalogue file to enter one's own camera and drone in.
enum CatalogTemplate {
  /// YAML that is read as it stands: the figures of a common camera, to be replaced.
  static let text = """
    # A camera and a drone of your own, for --catalog. The unit of each figure stands in its key. All other keys, and where
    # the figures of known drones are from: ragweed drones --format json, docs/planning.md.
    cameras:
      - id: my-camera
        name: My camera
        sensor_width_mm: 13.2      # the long side
        width_px: 5472             # along the long side, in the mode that you fly with
        height_px: 3648
        focal_length_mm: 8.8       # of the lens itself, not as on 35 mm film
        shortest_interval_s: 2.5   # between two pictures; leave it out where you do not know
    drones:
      - id: my-drone
        name: My drone
        camera: my-camera
        speed_m_per_s: 15          # the highest that it is to survey with
        flight_time_min: 30        # from a full battery to an empty one
    """
}
