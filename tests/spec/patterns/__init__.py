"""Every sentence pattern of the published papers: worded, or a reason why it is not."""
