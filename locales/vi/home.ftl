### How is it going? The door of the console, and the first run.

home-title = Mọi việc thế nào?
home-first-title = Chào mừng. Hãy cùng thiết lập
home-first-intro = Năm bước, và mọi người có thể trả lời. Việc đã xong được tự đánh dấu.
home-step-is-done = Xong
home-step-is-next = Bây giờ
home-step-is-operators = Dành cho người vận hành
home-step-sites = Đặt tên các cơ sở
home-step-sites-about = Những nơi mọi người đến, để lắng nghe tất cả ở từng nơi.
home-step-sites-do = Đặt tên một cơ sở
home-step-languages = Chọn ngôn ngữ
home-step-languages-about = Bắt đầu khảo sát đầu tiên từ bản mẫu của chúng tôi, bằng những ngôn ngữ mọi người đọc được.
home-step-languages-do = Bắt đầu một khảo sát
home-step-consent = Cho đọc và ký duyệt nội dung đồng ý
home-step-consent-about = Với mỗi ngôn ngữ, một người đủ trình độ đọc điều mọi người đồng ý và từng câu hỏi, rồi ký tên.
home-step-consent-do = Đọc và ký duyệt
home-step-text = Gửi một tin nhắn thử cho mình
home-step-text-about = Để quý vị thấy điều mọi người sẽ thấy trên điện thoại.
home-step-text-do = Gửi tin nhắn thử
home-step-text-operator = Tin nhắn cần ba thiết lập nơi Hearth chạy: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN và TWILIO_FROM. Nếu không có, mọi người chỉ có thể trả lời trên web.
home-step-survey = Phát hành khảo sát đầu tiên
home-step-survey-about = Từ đó mọi người có thể trả lời.
home-step-survey-do = Phát hành
home-mail-operator = Thư chưa được gửi đi: Hearth ghi thư vào một thư mục. Cần các thiết lập SMTP_URL và HEARTH_MAIL_FROM nơi Hearth chạy.
home-needs = Việc cần người làm lúc này
home-needs-nothing = Hiện không có gì.
home-to-decide = { $count ->
    [1] 1 vấn đề đang chờ quyết định
   *[other] { $count } vấn đề đang chờ quyết định
}
home-to-tell = { $count ->
    [1] 1 câu trả lời chưa đọc được bằng mọi ngôn ngữ
   *[other] { $count } câu trả lời chưa đọc được bằng mọi ngôn ngữ
}
home-to-read = Ngôn ngữ cần đọc và ký duyệt:
home-to-publish = Có phiên bản mới hơn chưa phát hành
home-under-way = Khảo sát đang diễn ra
home-answered-in = Có thể trả lời bằng
home-lately = Bắt đầu trong 7 ngày qua
home-nothing-under-way = Chưa có khảo sát nào để mọi người trả lời.
